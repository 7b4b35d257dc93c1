-- stop: no label of the star holds given name and surname of a person of the area
SELECT format('{} of {}', labels, place) AS about FROM person_label;
