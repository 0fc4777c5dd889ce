-- How favourable comments are, as models learnt from the survey's own ratings tell. Also made by xm.upgrade_workspace where it is not
-- there yet. xm.train_sentiment writes here, and the triggers of answers what has come since.

CREATE TABLE IF NOT EXISTS :ws.model (
  survey    text NOT NULL REFERENCES :ws.survey (survey),
  item      text NOT NULL,
  language  text NOT NULL,
  fitted_at timestamptz NOT NULL,
  model     xm.text_model NOT NULL,
  PRIMARY KEY (survey, item, language)
);
COMMENT ON TABLE :ws.model IS 'Models of sentiment items, one for each language of responses, of words that at least five people wrote (answers of somebody unknown are of somebody else each); for the owner and custodians';
COMMENT ON COLUMN :ws.model.survey IS 'The survey';
COMMENT ON COLUMN :ws.model.item IS 'The sentiment item';
COMMENT ON COLUMN :ws.model.language IS 'The language of the responses, without region';
COMMENT ON COLUMN :ws.model.fitted_at IS 'When it was learnt';
COMMENT ON COLUMN :ws.model.model IS 'The model; xm.text_model_fit says how good it is';

CREATE TABLE IF NOT EXISTS :ws.comment_sentiment (
  survey      text NOT NULL REFERENCES :ws.survey (survey),
  item        text NOT NULL,
  response_id bigint NOT NULL,
  probability float8 NOT NULL,
  fitted_at   timestamptz NOT NULL,
  PRIMARY KEY (survey, item, response_id)
);
COMMENT ON TABLE :ws.comment_sentiment IS 'How favourable the words of each response of identified surveys are, by the model of their language';
COMMENT ON COLUMN :ws.comment_sentiment.survey IS 'The survey';
COMMENT ON COLUMN :ws.comment_sentiment.item IS 'The sentiment item';
COMMENT ON COLUMN :ws.comment_sentiment.response_id IS 'The response';
COMMENT ON COLUMN :ws.comment_sentiment.probability IS 'Probability that who writes so gives a favourable rather than an unfavourable rating';
COMMENT ON COLUMN :ws.comment_sentiment.fitted_at IS 'When the model was learnt that says so: all of one time compare';

CREATE TABLE IF NOT EXISTS :ws.confidential_sentiment (
  survey      text NOT NULL REFERENCES :ws.survey (survey),
  item        text NOT NULL,
  response_id bigint NOT NULL,
  probability float8 NOT NULL,
  fitted_at   timestamptz NOT NULL,
  PRIMARY KEY (survey, item, response_id)
);
COMMENT ON TABLE :ws.confidential_sentiment IS 'The same of confidential and anonymous surveys, apart and for the owner alone, so that nobody can ask the server how many rows it left out: SURVEY_labelled and comment show it to their custodians';
COMMENT ON COLUMN :ws.confidential_sentiment.survey IS 'The survey';
COMMENT ON COLUMN :ws.confidential_sentiment.item IS 'The sentiment item';
COMMENT ON COLUMN :ws.confidential_sentiment.response_id IS 'The response';
COMMENT ON COLUMN :ws.confidential_sentiment.probability IS 'Probability that who writes so gives a favourable rather than an unfavourable rating';
COMMENT ON COLUMN :ws.confidential_sentiment.fitted_at IS 'When the model was learnt that says so: all of one time compare';
