package io.cloudconnectors.local.cloud.aws.wire;

import java.util.Arrays;
import java.util.Optional;

/** The services that are spoken here, told apart by the signing name in the SigV4 credential scope. */
public enum AwsService {
    STS("sts", "https://sts.amazonaws.com/doc/2011-06-15/", "botocore 1.43.67 sts/2011-06-15"),
    EC2("ec2", "http://ec2.amazonaws.com/doc/2016-11-15/", "botocore 1.43.67 ec2/2016-11-15"),
    S3("s3", "http://s3.amazonaws.com/doc/2006-03-01/", "botocore 1.43.67 s3/2006-03-01"),
    IAM("iam", "https://iam.amazonaws.com/doc/2010-05-08/", "botocore 1.43.67 iam/2010-05-08"),
    /** JSON 1.1: there is no XML namespace. */
    KMS("kms", "", "botocore 1.43.67 kms/2014-11-01");

    private final String signingName;
    private final String namespace;
    private final String model;

    AwsService(String signingName, String namespace, String model) {
        this.signingName = signingName;
        this.namespace = namespace;
        this.model = model;
    }

    public String signingName() {
        return signingName;
    }

    /** The XML namespace of its answers; empty when they are JSON. */
    public String namespace() {
        return namespace;
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
