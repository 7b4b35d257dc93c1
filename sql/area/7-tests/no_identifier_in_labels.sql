-- stop: no label of the star looks like a person's identifier
SELECT place, label FROM source_label
WHERE regexp_matches(upper(label), '[XYZ]?[0-9]{7,8}[ -]?[A-Z]\b|[A-Z]{4}[0-9]{10}|\b[0-9]{12}\b|\b[6-9][0-9]{8}\b|@');
