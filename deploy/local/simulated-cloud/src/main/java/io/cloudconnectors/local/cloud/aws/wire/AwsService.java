package io.cloudconnectors.local.cloud.aws.wire;

import java.util.Arrays;
import java.util.Optional;

/** The services that are spoken here, told apart by the signing name in the SigV4 credential scope. */
public enum AwsService {
    STS(Protocol.QUERY, "sts", "https://sts.amazonaws.com/doc/2011-06-15/", "botocore 1.43.67 sts/2011-06-15"),
    EC2(Protocol.EC2, "ec2", "http://ec2.amazonaws.com/doc/2016-11-15/", "botocore 1.43.67 ec2/2016-11-15"),
    S3(Protocol.REST_XML, "s3", "http://s3.amazonaws.com/doc/2006-03-01/", "botocore 1.43.67 s3/2006-03-01"),
    IAM(Protocol.QUERY, "iam", "https://iam.amazonaws.com/doc/2010-05-08/", "botocore 1.43.67 iam/2010-05-08"),
    KMS(Protocol.JSON, "kms", "TrentService.", "botocore 1.43.67 kms/2014-11-01"),
    RDS(Protocol.QUERY, "rds", "http://rds.amazonaws.com/doc/2014-10-31/", "rds/2014-10-31 as in the AWS SDK for Java"),
    STATES(Protocol.JSON, "states", "AWSStepFunctions.", "states/2016-11-23 as in the AWS SDK for Java"),
    WAFV2(Protocol.JSON, "wafv2", "AWSWAF_20190729.", "wafv2/2019-07-29 as in the AWS SDK for Java"),
    EMR(
            Protocol.JSON,
            "elasticmapreduce",
            "ElasticMapReduce.",
            "elasticmapreduce/2009-03-31 as in the AWS SDK for Java"),
    GLUE(Protocol.JSON, "glue", "AWSGlue.", "glue/2017-03-31 as in the AWS SDK for Java"),
    CODEBUILD(Protocol.JSON, "codebuild", "CodeBuild_20161006.", "codebuild/2016-10-06 as in the AWS SDK for Java"),
    DIRECTORY(Protocol.JSON, "ds", "DirectoryService_20150416.", "ds/2015-04-16 as in the AWS SDK for Java"),
    LAMBDA(Protocol.REST_JSON, "lambda", "", "lambda/2015-03-31 as in the AWS SDK for Java"),
    EFS(Protocol.REST_JSON, "elasticfilesystem", "", "elasticfilesystem/2015-02-01 as in the AWS SDK for Java"),
    MSK(Protocol.REST_JSON, "kafka", "", "kafka/2018-11-14 as in the AWS SDK for Java"),
    API_GATEWAY(
            Protocol.REST_JSON,
            "apigateway",
            "",
            "apigateway/2015-07-09 and apigatewayv2/2018-11-29 as in the AWS SDK for Java"),
    BACKUP(Protocol.REST_JSON, "backup", "", "backup/2018-11-15 as in the AWS SDK for Java"),
    GUARDDUTY(Protocol.REST_JSON, "guardduty", "", "guardduty/2017-11-28 as in the AWS SDK for Java"),
    EKS(Protocol.REST_JSON, "eks", "", "eks/2017-11-01 as in the AWS SDK for Java");

    private final Protocol protocol;
    private final String signingName;
    private final String space;
    private final String model;

    AwsService(Protocol protocol, String signingName, String space, String model) {
        this.protocol = protocol;
        this.signingName = signingName;
        this.space = space;
        this.model = model;
    }

    public Protocol protocol() {
        return protocol;
    }

    public String signingName() {
        return signingName;
    }

    /** The XML namespace of its answers; empty when they are JSON. */
    public String namespace() {
        return switch (protocol) {
            case QUERY, EC2, REST_XML -> space;
            case JSON, REST_JSON -> "";
        };
    }

    /** What stands before the operation's name in {@code X-Amz-Target}; empty of other protocols. */
    public String target() {
        return switch (protocol) {
            case JSON -> space;
            case QUERY, EC2, REST_XML, REST_JSON -> "";
        };
    }

    /** The published service model ({@code service-2.json}) that the shapes follow. */
    public String model() {
        return model;
    }

    public static Optional<AwsService> signedAs(String name) {
        return Arrays.stream(values())
                .filter(service -> service.signingName.equals(name))
                .findFirst();
    }
}
