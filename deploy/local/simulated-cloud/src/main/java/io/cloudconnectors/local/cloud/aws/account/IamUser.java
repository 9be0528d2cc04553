package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An IAM user; its tags never appear in {@code ListUsers}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IamUser(
        String name,
        String path,
        String id,
        Instant createdAt,
        @Nullable Instant passwordLastUsedAt,
        SortedMap<String, String> tags) {
    public String arn(AwsAccount account) {
        return "arn:" + account.partition().id() + ":iam::" + account.id() + ":user" + path + name;
    }
}
