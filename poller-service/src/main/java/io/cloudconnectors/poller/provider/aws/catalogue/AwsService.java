package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.PermissionNeed;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/** The services that are read; a slice is one of them in one region. */
public enum AwsService {
    EC2("ec2", Scope.REGIONAL),
    S3("s3", Scope.GLOBAL),
    IAM("iam", Scope.GLOBAL),
    KMS("kms", Scope.REGIONAL),
    RDS("rds", Scope.REGIONAL),
    LAMBDA("lambda", Scope.REGIONAL),
    EFS("elasticfilesystem", Scope.REGIONAL),
    STEP_FUNCTIONS("states", Scope.REGIONAL),
    MSK("kafka", Scope.REGIONAL),
    API_GATEWAY("apigateway", Scope.REGIONAL),
    BACKUP("backup", Scope.REGIONAL),
    WAFV2("wafv2", Scope.REGIONAL),
    /** The web ACLs of CloudFront, which is everywhere and asked in one region. */
    WAFV2_CLOUDFRONT("wafv2-cloudfront", "wafv2", Scope.GLOBAL),
    EMR("elasticmapreduce", Scope.REGIONAL),
    GLUE("glue", Scope.REGIONAL),
    GUARDDUTY("guardduty", Scope.REGIONAL),
    CODEBUILD("codebuild", Scope.REGIONAL),
    DIRECTORY("ds", Scope.REGIONAL),
    EKS("eks", Scope.REGIONAL);

    private final String shortName;
    private final String prefix;
    private final Scope scope;

    AwsService(String name, Scope scope) {
        this(name, name, scope);
    }

    AwsService(String shortName, String prefix, Scope scope) {
        this.shortName = shortName;
        this.prefix = prefix;
        this.scope = scope;
    }

    /** Where a service is asked. */
    public enum Scope {
        /** In each region for what is there. */
        REGIONAL,
        /** Once, for all that the account has. */
        GLOBAL
    }

    /** Lower case, as in a slice's key. */
    public String shortName() {
        return shortName;
    }

    /** What its IAM actions begin with and its endpoints are called, which is the same for all that are read. */
    public String prefix() {
        return prefix;
    }

    public Scope scope() {
        return scope;
    }

    /** What may be called of it. */
    public List<AwsPermission> permissions() {
        return AwsPermission.of(PermissionNeed.MANDATORY, PermissionNeed.READ, PermissionNeed.FALLBACK).stream()
                .filter(permission -> permission.action().startsWith(prefix + ":"))
                .toList();
    }

    /** Whether AWS has it in a region, as the SDK knows; in a region that the SDK does not know, it is tried. */
    public boolean offeredIn(Region region) {
        return ServiceMetadata.of(prefix).regions().contains(region)
                || !Region.regions().contains(region);
    }
}
