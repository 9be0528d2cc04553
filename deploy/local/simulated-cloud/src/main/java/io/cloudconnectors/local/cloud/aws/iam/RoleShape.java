package io.cloudconnectors.local.cloud.aws.iam;

import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.IamRole;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Shape {@code Role} of botocore 1.43.67 iam/2010-05-08; policy documents are URL-encoded (RFC 3986), as it says. */
final class RoleShape {
    private RoleShape() {}

    static void write(Xml xml, IamRole role, AwsAccount account) {
        xml.text("Path", role.path())
                .text("RoleName", role.name())
                .text("RoleId", role.id())
                .text("Arn", role.arn(account))
                .seconds("CreateDate", role.createdAt())
                .text("AssumeRolePolicyDocument", encoded(role.trust().toString()))
                .text("Description", role.description())
                .text("MaxSessionDuration", role.maxSessionSeconds());
    }

    /** With what the list call leaves out. */
    static void writeWhole(Xml xml, IamRole role, AwsAccount account) {
        write(xml, role, account);
        if (!role.tags().isEmpty()) {
            xml.list(
                    "Tags",
                    "member",
                    role.tags().entrySet(),
                    tag -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
        }
    }

    private static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
