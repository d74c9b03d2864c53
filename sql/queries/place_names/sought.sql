-- One row: words in the form in which a place is looked up.
select name_key($words) as sought
