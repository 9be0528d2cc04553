package io.cloudconnectors.local.cloud.calls;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its arrival on.
 *
 * @param number counts from 1
 * @param account whose data was asked for; absent when the caller could not be told
 * @param session the role session name, for a session
 * @param fault the fault that it met
 * @param status the HTTP status; absent while the call is going, 0 when the connection was closed without an answer
 * @param error the error code of the answer
 * @param answeredAt absent while the call is going
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Call(
        long number,
        Instant at,
        String requestId,
        String service,
        String action,
        String region,
        @Nullable String account,
        String accessKeyId,
        @Nullable String session,
        @Nullable String fault,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable Instant answeredAt) {

    Call meets(String kind) {
        return new Call(
                number,
                at,
                requestId,
                service,
                action,
                region,
                account,
                accessKeyId,
                session,
                kind,
                status,
                error,
                answeredAt);
    }

    Call answered(int withStatus, @Nullable String withError, Instant when) {
        return new Call(
                number,
                at,
                requestId,
                service,
                action,
                region,
                account,
                accessKeyId,
                session,
                fault,
                withStatus,
                withError,
                when);
    }
}
