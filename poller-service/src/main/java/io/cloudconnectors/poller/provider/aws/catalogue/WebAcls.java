package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Tag;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/**
 * Web ACLs of WAFv2 with their rules, of one scope: a region's, or CloudFront's, which are asked for once. The lock token is
 * for who wants to change one, and is left out.
 */
final class WebAcls extends CatalogueEntry {
    private final Scope scope;

    private WebAcls(String type, AwsService service, Scope scope) {
        super(
                type,
                service,
                AwsPermission.WAFV2_LIST_WEB_ACLS,
                AwsPermission.WAFV2_GET_WEB_ACL,
                AwsPermission.WAFV2_LIST_TAGS);
        this.scope = scope;
    }

    /** The scopes are two entries of one type. */
    static List<AwsResourceType> ofBothScopes() {
        String type = "AWS::WAFv2::WebACL";
        return List.of(
                new WebAcls(type, AwsService.WAFV2, Scope.REGIONAL),
                new WebAcls(type, AwsService.WAFV2_CLOUDFRONT, Scope.CLOUDFRONT));
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListWebAcLsResponse answer = calls.client(AwsApi.WAFV2)
                .listWebACLs(r -> r.scope(scope).limit(PAGE).nextMarker(token).overrideConfiguration(calls.session()));
        return page(answer.webACLs(), acl -> acl(acl, calls), answer.nextMarker());
    }

    private Resource acl(WebACLSummary acl, AwsCalls calls) {
        Wafv2Client waf = calls.client(AwsApi.WAFV2);
        Detail detail = Detail.of(calls, Details.of(acl, Set.of("LockToken")))
                .withAll(
                        AwsPermission.WAFV2_GET_WEB_ACL,
                        () -> Details.of(waf.getWebACL(r -> r.scope(scope)
                                        .name(acl.name())
                                        .id(acl.id())
                                        .overrideConfiguration(calls.session()))
                                .webACL()))
                .tagged(AwsPermission.WAFV2_LIST_TAGS, () -> tags(waf, acl.arn(), calls));
        String region = scope == Scope.CLOUDFRONT ? SliceKey.GLOBAL : calls.region();
        return resource(acl.arn(), acl.name(), region, detail);
    }

    private static Map<String, String> tags(Wafv2Client waf, String arn, AwsCalls calls) {
        return Tags.of(
                waf.listTagsForResource(r -> r.resourceARN(arn).overrideConfiguration(calls.session()))
                        .tagInfoForResource()
                        .tagList(),
                Tag::key,
                Tag::value);
    }
}
