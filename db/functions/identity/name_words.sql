-- name_words: the words of a name as they are looked for: in small letters, without marks, the letters of Ewe, Hausa and Fulah as
-- their likenesses. Internal: for what is written and for what is looked for.
create function tuma.name_words(p_name text) returns text[]
language sql immutable set search_path = '' as $$
  select coalesce(array_agg(distinct w.word order by w.word) filter (where w.word <> ''), '{}')
    from regexp_split_to_table(
      translate(
        regexp_replace(
          normalize(lower(p_name collate "pg_c_utf8"), NFD) collate "pg_c_utf8", U&'[\0300-\036f]|[''\2019\2018\02bc\02bb]', '', 'g'),
        'ɓɗƙɖƒɣʋƴɲŋɛɔəıłđ', 'bdkdfgvynneoeild'),
      '[^[:alnum:]]+') w (word)
$$;
