UPDATE certification SET ended_on = DATE '2026-02-01' WHERE id = ':certification';
DELETE FROM stretch WHERE flow IN (SELECT n FROM flow WHERE importer = ':importer')
