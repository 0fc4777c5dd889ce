-- What 0.9.0 brought: an import keeps what its columns meant in the settings of the workspace.
INSERT INTO kept_plant.setting (name, value) VALUES ('import.mood', '{"QID1": "mood", "branch": "@unit", "card": "@person crm"}');
