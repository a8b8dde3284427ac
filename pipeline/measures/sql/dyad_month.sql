-- Events coded in CAMEO from one actor to another, by month and source.
-- Exact integers and decimals only; means and balances are taken in Go.
-- What several parts read is not kept for them (NOT MATERIALIZED): to read it again
-- takes less than to write it down.
WITH dated AS NOT MATERIALIZED (
    SELECT *, date_trunc('month', event_date)::DATE AS month
    FROM events
    WHERE date_precision <> 'year'
      AND scheme = 'cameo'
      AND NOT contains(coalesce(quality_flags, ''), 'unverified')
),
source_month AS (
    SELECT source_id, month, count(*) AS n_source_month,
           count(DISTINCT event_date) FILTER (date_precision = 'day') AS days
    FROM dated
    GROUP BY source_id, month
),
-- Records that look alike are counted as one, apart from the rest, in narrow rows: a
-- group of groups needs little memory, which count(DISTINCT duplicate_key) does not.
alike AS (
    SELECT source_actor_id, target_actor_id, month, source_id, count(*) AS n_distinct
    FROM (SELECT DISTINCT source_actor_id, target_actor_id, month, source_id, duplicate_key
          FROM dated
          WHERE source_actor_id <> target_actor_id)
    GROUP BY ALL
),
dyad AS (
    SELECT source_actor_id, target_actor_id, month, source_id,
           count(*) AS n_events,
           count(*) FILTER (quad_class = 1) AS n_coop_verbal,
           count(*) FILTER (quad_class = 2) AS n_coop_material,
           count(*) FILTER (quad_class = 3) AS n_conf_verbal,
           count(*) FILTER (quad_class = 4) AS n_conf_material,
           count(goldstein) AS n_goldstein,
           coalesce(sum(round(goldstein * 10)::BIGINT), 0)::BIGINT AS goldstein_tenths
    FROM dated
    WHERE source_actor_id <> target_actor_id
    GROUP BY source_actor_id, target_actor_id, month, source_id
)
SELECT source_actor_id, target_actor_id, month, source_id,
       n_events, n_distinct, n_coop_verbal, n_coop_material, n_conf_verbal, n_conf_material,
       n_goldstein, goldstein_tenths, n_source_month,
       CASE
           WHEN last_day(month) < coverage_start OR month > coverage_end THEN 'outside'
           WHEN days = day(last_day(month)) THEN 'inside'
           ELSE 'partial'
       END AS coverage
FROM dyad
JOIN alike USING (source_actor_id, target_actor_id, month, source_id)
JOIN source_month USING (source_id, month)
JOIN sources USING (source_id)
ORDER BY source_actor_id, target_actor_id, month, source_id
