package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the account's root user: whether it has MFA, access keys, signing certificates, a password. The rest of the
 * summary counts what is listed anyway, and would change with each of them.
 */
final class IamAccountSummary extends CatalogueEntry {
    private static final String OF_ROOT = "Account";

    IamAccountSummary() {
        super("AWS::IAM::AccountSummary", AwsService.IAM, AwsPermission.IAM_GET_ACCOUNT_SUMMARY);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        Map<String, Object> ofRoot = new TreeMap<>();
        calls.client(AwsApi.IAM)
                .getAccountSummary(r -> r.overrideConfiguration(calls.session()))
                .summaryMapAsStrings()
                .forEach((name, value) -> {
                    if (name.startsWith(OF_ROOT)) {
                        ofRoot.put(Details.camelCase(name), value);
                    }
                });
        return new Page(List.of(resource("account-summary", null, SliceKey.GLOBAL, Map.of(), ofRoot)), null);
    }
}
