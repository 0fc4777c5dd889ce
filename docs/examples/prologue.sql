-- xm.version
SELECT xm.version() = extversion AS script_and_library_agree FROM pg_extension WHERE extname = 'pg_xm';
