package io.cloudconnectors.bench;

import io.cloudconnectors.bench.evidence.ServerRepository;
import io.cloudconnectors.bench.load.Window;
import java.util.Map;

/**
 * What a measure gave in one round.
 *
 * @param cores that each process kept busy
 * @param work of PostgreSQL
 * @param waits PostgreSQL's sessions on average, by what they waited for
 */
public record Round(Window window, Map<String, Double> cores, ServerRepository.Work work, Map<String, Double> waits) {}
