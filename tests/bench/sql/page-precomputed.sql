SELECT f.id, 'NO_VALID_BASIS'
FROM (SELECT s.flow FROM stretch s WHERE s.status = 3 AND DATE ':day' BETWEEN s.starts AND s.ends ORDER BY s.flow LIMIT 50) AS x
JOIN flow f ON f.n = x.flow ORDER BY f.id
