package io.cloudconnectors.poller.provider.aws.catalogue;

/** The services that are read; a slice is one of them in one region. */
public enum AwsService {
    EC2("ec2", Scope.REGIONAL),
    S3("s3", Scope.GLOBAL),
    IAM("iam", Scope.GLOBAL);

    private final String shortName;
    private final Scope scope;

    AwsService(String shortName, Scope scope) {
        this.shortName = shortName;
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

    public Scope scope() {
        return scope;
    }
}
