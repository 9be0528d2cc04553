package io.cloudconnectors.local.cloud.aws.auth;

import io.cloudconnectors.local.cloud.aws.account.Partition;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a verified signature belongs to. */
public sealed interface Caller {
    /** The account whose identity this is. */
    String accountId();

    /** As {@code GetCallerIdentity} gives it. */
    String arn();

    /** As {@code GetCallerIdentity} gives it. */
    String userId();

    /** Every name under which a trust policy can let this caller in. */
    List<String> principals();

    /** The platform's own IAM user, which may assume roles and nothing else. */
    record Platform(String accountId, Partition partition) implements Caller {
        @Override
        public String arn() {
            return "arn:" + partition.id() + ":iam::" + accountId + ":user/cloud-connectors";
        }

        @Override
        public String userId() {
            return "AIDAPLATFORM" + accountId;
        }

        @Override
        public List<String> principals() {
            return List.of(accountId, root(partition, accountId), arn());
        }
    }

    /** The customer's own administrator: the root user of an account. */
    record Root(String accountId, Partition partition) implements Caller {
        @Override
        public String arn() {
            return root(partition, accountId);
        }

        @Override
        public String userId() {
            return accountId;
        }

        @Override
        public List<String> principals() {
            return List.of(accountId, arn());
        }
    }

    /**
     * A session that AssumeRole made.
     *
     * @param sessionPolicy narrows what the role may do, when the caller asked for that
     */
    record Session(
            String accountId,
            Partition partition,
            String roleArn,
            String roleName,
            String roleId,
            String sessionName,
            @Nullable PolicyDocument sessionPolicy)
            implements Caller {
        @Override
        public String arn() {
            return "arn:" + partition.id() + ":sts::" + accountId + ":assumed-role/" + roleName + "/" + sessionName;
        }

        @Override
        public String userId() {
            return roleId + ":" + sessionName;
        }

        @Override
        public List<String> principals() {
            return List.of(accountId, root(partition, accountId), roleArn, arn());
        }
    }

    private static String root(Partition partition, String accountId) {
        return "arn:" + partition.id() + ":iam::" + accountId + ":root";
    }
}
