-- What these columns hold has one name everywhere: the demand was never a utilisation.
ALTER TABLE load_steps RENAME COLUMN utilisation TO demand;
ALTER TABLE load_steps RENAME COLUMN lateness_ms TO waited_ms;
