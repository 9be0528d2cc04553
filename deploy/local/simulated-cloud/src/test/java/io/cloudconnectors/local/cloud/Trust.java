package io.cloudconnectors.local.cloud;

/** Trust policies as a customer writes them. */
final class Trust {
    private Trust() {}

    static String of(String platformAccount, String externalId) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "arn:aws:iam::%s:root"},
                 "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
                """.formatted(platformAccount, externalId);
    }

    static String withoutExternalId(String platformAccount) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "%s"}}]}
                """.formatted(platformAccount);
    }
}
