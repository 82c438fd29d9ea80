SELECT ':day', n.name, x.flows
FROM (SELECT s.status, count(*) AS flows FROM stretch s WHERE DATE ':day' BETWEEN s.starts AND s.ends AND :filter GROUP BY s.status) AS x
JOIN status n ON n.n = x.status ORDER BY x.status
