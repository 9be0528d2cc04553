package io.cloudconnectors.poller.provider.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.pace.Quota;
import java.net.URL;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The pace of one run in its pipelines: each attempt waits for its turn and is counted, and a refusal for the number of
 * requests, or a quota that is used up, slows all runs of this process.
 */
final class PacePolicy implements HttpPipelinePolicy {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String RESOURCE_GRAPH = "/providers/microsoft.resourcegraph/";
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Pace pace;
    private final Patience patience;
    private final Function<URL, Quota> quotas;

    private PacePolicy(Pace pace, Patience patience, Function<URL, Quota> quotas) {
        this.pace = pace;
        this.patience = patience;
        this.quotas = quotas;
    }

    /** For sign-ins. */
    static PacePolicy ofEntra(Pace pace, Patience patience, String directory) {
        Quota quota = new Quota(directory, "entra", "");
        return new PacePolicy(pace, patience, _ -> quota);
    }

    /** For the Resource Manager, whose reads are counted by subscription, and Resource Graph, which counts by principal. */
    static PacePolicy ofResourceManager(Pace pace, Patience patience, String subscription, String principal) {
        Quota manager = new Quota(subscription, "resourcemanager", "");
        Quota graph = new Quota(principal, "resourcegraph", "");
        return new PacePolicy(
                pace,
                patience,
                url -> url.getPath().toLowerCase(Locale.ROOT).startsWith(RESOURCE_GRAPH) ? graph : manager);
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> {
            Quota quota = quotas.apply(call.getHttpRequest().getUrl());
            Duration wait = pace.turn(quota, LONGEST);
            Mono<HttpResponse> sent = Mono.defer(() -> {
                pace.sent(quota);
                return next.process();
            });
            return (wait.isPositive() ? Mono.delay(wait).then(sent) : sent).doOnNext(answer -> note(quota, answer));
        });
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        Quota quota = quotas.apply(call.getHttpRequest().getUrl());
        try {
            pace.await(quota);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Azure call aborted", stop);
        }
        pace.sent(quota);
        HttpResponse answer = next.processSync();
        note(quota, answer);
        return answer;
    }

    private void note(Quota quota, HttpResponse answer) {
        if (answer.getStatusCode() == TOO_MANY_REQUESTS) {
            pace.throttled(quota, patience.wanted(answer.getHeaders()));
        } else {
            pace.pause(quota, patience.untilReset(answer.getHeaders()));
        }
    }
}
