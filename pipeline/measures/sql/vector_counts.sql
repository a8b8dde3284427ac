-- How often each partner of each vector set is named by the actor under study,
-- or stands in an event with it, by year and by period. What is dated to a month or
-- year is of a period only if all of that lies in it.
WITH subject AS (
    SELECT DISTINCT subject_actor_id FROM vector_sets
),
-- The actor's texts.
text_held AS (
    SELECT version_id,
           CASE text_kind WHEN 'digest' THEN 'text_digest' ELSE 'text' END AS domain,
           versions.source_id, adopted_on AS day,
           CASE adopted_precision WHEN 'year' THEN make_date(year(day), 12, 31)
                                  WHEN 'month' THEN last_day(day) ELSE day END AS last
    FROM versions
    JOIN documents USING (document_id)
    WHERE issuer_actor_id IN (SELECT subject_actor_id FROM subject)
      AND adopted_on IS NOT NULL
      AND documents.verification = 'verified'
),
event_held AS NOT MATERIALIZED ( -- to read it again takes less than to keep it
    SELECT *, 'events' AS domain, event_date AS day,
           CASE date_precision WHEN 'year' THEN make_date(year(day), 12, 31)
                               WHEN 'month' THEN last_day(day) ELSE day END AS last
    FROM events
    WHERE NOT contains(coalesce(quality_flags, ''), 'unverified')
),
-- Every day on which a source holds something, with the actor in it or not.
held AS (
    SELECT domain, source_id, day, last FROM text_held
    UNION
    SELECT domain, source_id, day, last FROM event_held
),
-- What is counted: one row for each mention or event. A consultation or intent
-- (roots 03 and 04) that is coded in both directions has one mark.
counted AS (
    SELECT domain, text_held.source_id, day, last, mentions.actor_id AS partner, mention_id AS mark
    FROM mentions
    JOIN text_held USING (version_id)
    JOIN aliases USING (alias_id)
    WHERE NOT mentions.ambiguous
      AND aliases.verification = 'verified'
      AND aliases.alias_type NOT IN ('capital', 'metonym')
    UNION ALL
    SELECT domain, source_id, day, last,
           CASE WHEN source_actor_id IN (SELECT subject_actor_id FROM subject)
                THEN target_actor_id ELSE source_actor_id END,
           CASE WHEN event_root IN ('03', '04')
                THEN concat_ws('|', event_date, event_code, least(source_actor_raw, target_actor_raw),
                               greatest(source_actor_raw, target_actor_raw), geo_name)
                ELSE event_uid END
    FROM event_held
    WHERE source_actor_id IS DISTINCT FROM target_actor_id
      AND (source_actor_id IN (SELECT subject_actor_id FROM subject)
           OR target_actor_id IN (SELECT subject_actor_id FROM subject))
),
kind AS (
    SELECT actor_id, actor_type FROM actors
),
-- The types of actors that a source resolves at all; texts name any.
seen AS (
    SELECT DISTINCT domain, source_id, actor_type
    FROM (SELECT domain, source_id, source_actor_id AS actor_id FROM event_held
          UNION
          SELECT domain, source_id, target_actor_id FROM event_held)
    JOIN kind USING (actor_id)
    UNION
    SELECT DISTINCT domain, source_id, actor_type FROM text_held, kind
),
span AS (
    SELECT DISTINCT domain, source_id, 'year' AS period_type, year(day)::VARCHAR AS period_id,
           make_date(year(day), 1, 1) AS period_start, make_date(year(day), 12, 31) AS period_end
    FROM held
    UNION
    SELECT domain, source_id, 'period', period_id, "start", "end"
    FROM held
    JOIN periods ON day >= "start" AND last <= coalesce("end", last)
),
tally AS (
    SELECT span.domain, span.source_id, period_type, period_id, partner, count(DISTINCT mark) AS n
    FROM span
    JOIN counted ON counted.domain = span.domain AND counted.source_id = span.source_id
                AND day >= period_start AND last <= coalesce(period_end, last)
    GROUP BY ALL
)
SELECT subject_actor_id, span.domain, span.source_id, span.period_type, span.period_id,
       span.period_start, span.period_end, vector_set, vector_sets.actor_id,
       CASE WHEN seen.actor_type IS NOT NULL THEN coalesce(n, 0)::BIGINT END AS n
FROM span
CROSS JOIN vector_sets
JOIN kind USING (actor_id)
LEFT JOIN seen ON seen.domain = span.domain AND seen.source_id = span.source_id
              AND seen.actor_type = kind.actor_type
LEFT JOIN tally ON tally.domain = span.domain AND tally.source_id = span.source_id
               AND tally.period_type = span.period_type AND tally.period_id = span.period_id
               AND partner = vector_sets.actor_id
ORDER BY ALL
