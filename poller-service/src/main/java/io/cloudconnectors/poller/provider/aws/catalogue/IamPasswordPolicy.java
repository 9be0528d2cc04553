package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What the passwords of users must be like: one setting of the account. An account that never set it says that there is none
 * (AWS IAM API Reference, GetAccountPasswordPolicy), which is told as {@code configured: false}.
 */
final class IamPasswordPolicy extends CatalogueEntry {
    private static final String CONFIGURED = "configured";

    IamPasswordPolicy() {
        super("AWS::IAM::AccountPasswordPolicy", AwsService.IAM, AwsPermission.IAM_GET_ACCOUNT_PASSWORD_POLICY);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        return new Page(List.of(resource("password-policy", null, SliceKey.GLOBAL, Map.of(), policy(calls))), null);
    }

    private static Map<String, Object> policy(AwsCalls calls) {
        try {
            Map<String, Object> policy = Details.of(calls.client(AwsApi.IAM)
                    .getAccountPasswordPolicy(r -> r.overrideConfiguration(calls.session()))
                    .passwordPolicy());
            policy.put(CONFIGURED, true);
            return policy;
        } catch (AwsServiceException e) {
            if (Absence.isToldBy(e)) {
                return Map.of(CONFIGURED, false);
            }
            throw e;
        }
    }
}
