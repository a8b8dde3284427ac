-- How often each partner of each vector set is mentioned by the actor under
-- study, or stands in an event with it, by year and by period.
WITH subject AS (
    SELECT DISTINCT subject_actor_id FROM vector_sets
),
-- The texts of the actor, held or not with a mention in them.
text_held AS (
    SELECT version_id,
           CASE text_kind WHEN 'digest' THEN 'text_digest' ELSE 'text' END AS domain,
           versions.source_id, adopted_on AS day
    FROM versions
    JOIN documents USING (document_id)
    WHERE issuer_actor_id IN (SELECT subject_actor_id FROM subject)
      AND adopted_on IS NOT NULL
),
-- The events of the actor, with whomever.
event_held AS (
    SELECT 'events' AS domain, source_id, event_date AS day, source_actor_id, target_actor_id
    FROM events
    WHERE NOT contains(coalesce(quality_flags, ''), 'unverified')
      AND (source_actor_id IN (SELECT subject_actor_id FROM subject)
           OR target_actor_id IN (SELECT subject_actor_id FROM subject))
),
held AS (
    SELECT domain, source_id, day FROM text_held
    UNION ALL
    SELECT domain, source_id, day FROM event_held
),
-- What is counted, one row each.
counted AS (
    SELECT domain, text_held.source_id, day, mentions.actor_id AS partner
    FROM mentions
    JOIN text_held USING (version_id)
    JOIN aliases USING (alias_id)
    WHERE NOT mentions.ambiguous
      AND aliases.verification = 'verified'
    UNION ALL
    SELECT domain, source_id, day,
           CASE WHEN source_actor_id IN (SELECT subject_actor_id FROM subject)
                THEN target_actor_id ELSE source_actor_id END
    FROM event_held
    WHERE source_actor_id IS DISTINCT FROM target_actor_id
),
span AS (
    SELECT DISTINCT domain, source_id, 'year' AS period_type,
           make_date(year(day), 1, 1) AS period_start, make_date(year(day), 12, 31) AS period_end
    FROM held
    UNION ALL
    SELECT domain, source_id, 'period', "start", coalesce("end", make_date(year(max(day)), 12, 31))
    FROM held, periods
    WHERE day >= "start" AND ("end" IS NULL OR day <= "end")
    GROUP BY domain, source_id, "start", "end"
),
tally AS (
    SELECT span.domain, span.source_id, period_type, period_start, period_end, partner, count(*) AS n
    FROM span
    JOIN counted ON counted.domain = span.domain AND counted.source_id = span.source_id
                AND day BETWEEN period_start AND period_end
    GROUP BY ALL
)
SELECT subject_actor_id, span.domain, span.source_id, span.period_start, span.period_end, span.period_type,
       vector_set, vector_sets.actor_id, coalesce(n, 0)::BIGINT AS n
FROM span
CROSS JOIN vector_sets
LEFT JOIN tally ON tally.domain = span.domain AND tally.source_id = span.source_id
               AND tally.period_type = span.period_type
               AND tally.period_start = span.period_start AND tally.period_end = span.period_end
               AND partner = vector_sets.actor_id
ORDER BY ALL
