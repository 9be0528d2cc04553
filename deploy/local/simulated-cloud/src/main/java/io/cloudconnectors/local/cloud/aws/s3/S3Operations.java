package io.cloudconnectors.local.cloud.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.Bucket;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation.Access.Permission;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.operation.Pages;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations of S3, path-style. */
public final class S3Operations {
    public static final String LIST_BUCKETS = "ListBuckets";
    public static final String GET_BUCKET_LOCATION = "GetBucketLocation";

    private static final Map<String, String> OF_A_BUCKET = Map.of(
            "location",
            GET_BUCKET_LOCATION,
            "encryption",
            "GetBucketEncryption",
            "publicAccessBlock",
            "GetPublicAccessBlock",
            "policyStatus",
            "GetBucketPolicyStatus",
            "tagging",
            "GetBucketTagging");
    private static final int LARGEST_PAGE = 10_000;

    private final AccountRegistry accounts;

    private S3Operations(AccountRegistry accounts) {
        this.accounts = accounts;
    }

    public static List<AwsOperation> all(AccountRegistry accounts) {
        S3Operations operations = new S3Operations(accounts);
        return List.of(
                new AwsOperation(
                        AwsService.S3,
                        LIST_BUCKETS,
                        Permission.onAnything("s3:ListAllMyBuckets"),
                        Set.of("max-buckets", "continuation-token", "prefix", "bucket-region", "x-id"),
                        AwsService.S3.model() + ", ListBuckets; Amazon S3 API Reference, ListBuckets, examples",
                        S3Operations::listBuckets),
                new AwsOperation(
                        AwsService.S3,
                        GET_BUCKET_LOCATION,
                        new Permission(
                                "s3:GetBucketLocation",
                                call -> "arn:" + call.account().partition().id() + ":s3:::" + bucketName(call)),
                        Set.of("location"),
                        AwsService.S3.model()
                                + ", GetBucketLocation; Amazon S3 API Reference, GetBucketLocation, examples",
                        operations::bucketLocation),
                operations.setting(
                        "encryption",
                        "GetBucketEncryption",
                        "s3:GetEncryptionConfiguration",
                        ServiceError.S3_NO_ENCRYPTION),
                operations.setting(
                        "publicAccessBlock",
                        "GetPublicAccessBlock",
                        "s3:GetBucketPublicAccessBlock",
                        ServiceError.S3_NO_PUBLIC_ACCESS_BLOCK),
                operations.setting(
                        "policyStatus", "GetBucketPolicyStatus", "s3:GetBucketPolicyStatus", ServiceError.S3_NO_POLICY),
                operations.setting("tagging", "GetBucketTagging", "s3:GetBucketTagging", ServiceError.S3_NO_TAGS));
    }

    /** A setting of a bucket as it was described, below the answer's root; asked in the bucket's own region. */
    private AwsOperation setting(String parameter, String name, String permission, ServiceError none) {
        return new AwsOperation(
                AwsService.S3,
                name,
                new Permission(
                        permission, call -> "arn:" + call.account().partition().id() + ":s3:::" + bucketName(call)),
                Set.of(parameter),
                AwsService.S3.model() + ", " + name + "; Amazon S3 API Reference, " + name + ", examples",
                (call, xml) -> {
                    String bucket = bucketName(call);
                    if (!named(bucket, call.account())
                            .orElseThrow(() -> notHere(bucket))
                            .region()
                            .equals(call.region())) {
                        throw ServiceError.S3_PERMANENT_REDIRECT.about("");
                    }
                    JsonNode described = call.account()
                            .resources()
                            .answer(AwsService.S3.signingName(), name)
                            .path(bucket);
                    Map.Entry<String, JsonNode> root =
                            described.properties().stream().findFirst().orElseThrow(() -> none.about(""));
                    xml.root(root.getKey(), AwsService.S3.namespace(), () -> xml.tree(root.getValue()));
                });
    }

    /** What a GET asks for: the buckets, or of a bucket what its first parameter says. */
    public static String named(String path, Params params) {
        if (path.equals("/")) {
            return LIST_BUCKETS;
        }
        return OF_A_BUCKET.entrySet().stream()
                .filter(each -> params.get(each.getKey()) != null)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("GET");
    }

    /** Without any parameter S3 answers as it did before it knew pages: everything, and no region. */
    private static void listBuckets(OperationCall call, Xml xml) {
        Params params = call.params();
        String bucketRegion = params.get("bucket-region");
        if (bucketRegion != null && !bucketRegion.equals(call.region())) {
            throw ServiceError.S3_INVALID_ARGUMENT.about(
                    "Argument value " + bucketRegion + " is not a valid AWS Region for " + call.region());
        }
        int size = params.integer("max-buckets").orElse(LARGEST_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw ServiceError.S3_INVALID_ARGUMENT.about("Argument max-buckets must be an integer between 1 and 10000");
        }
        String prefix = params.get("prefix");
        List<Bucket> matching = call.account().resources().buckets().stream()
                .filter(bucket -> bucketRegion == null || bucket.region().equals(bucketRegion))
                .filter(bucket -> prefix == null || bucket.name().startsWith(prefix))
                .sorted(Comparator.comparing(Bucket::name))
                .toList();
        boolean modern = params.names().stream().anyMatch(name -> !name.equals("x-id"));
        Pages.Page<Bucket> page = call.pages()
                .cut(
                        matching,
                        params.get("continuation-token"),
                        size,
                        CommonError.INVALID_PAGING_TOKEN.in(AwsService.S3));
        xml.root(
                "ListAllMyBucketsResult",
                AwsService.S3.namespace(),
                () -> xml.list("Buckets", "Bucket", page.items(), bucket -> write(xml, bucket, modern))
                        .element("Owner", () -> xml.text("ID", owner(call)))
                        .text("ContinuationToken", page.next())
                        .text("Prefix", prefix));
    }

    private static void write(Xml xml, Bucket bucket, boolean withRegion) {
        xml.text("Name", bucket.name()).milliseconds("CreationDate", bucket.createdAt());
        if (withRegion) {
            xml.text("BucketRegion", bucket.region());
        }
    }

    private void bucketLocation(OperationCall call, Xml xml) {
        String name = bucketName(call);
        Bucket bucket = named(name, call.account()).orElseThrow(() -> notHere(name));
        xml.root(
                "LocationConstraint",
                AwsService.S3.namespace(),
                () -> xml.content(bucket.region().equals("us-east-1") ? "" : bucket.region()));
    }

    /** Bucket names are global: another account's bucket is denied, not missing. */
    private AwsFailure notHere(String name) {
        boolean elsewhere =
                accounts.all().stream().anyMatch(account -> named(name, account).isPresent());
        return new AwsFailure(
                elsewhere ? CommonError.ACCESS_DENIED.in(AwsService.S3) : ServiceError.S3_NO_SUCH_BUCKET.wire());
    }

    private static Optional<Bucket> named(String name, AwsAccount account) {
        return account.resources().buckets().stream()
                .filter(bucket -> bucket.name().equals(name))
                .findFirst();
    }

    private static String bucketName(OperationCall call) {
        return URLDecoder.decode(call.path().substring(1).split("/", 2)[0], StandardCharsets.UTF_8);
    }

    /** The canonical user id: 64 hexadecimal digits that differ between accounts. */
    private static String owner(OperationCall call) {
        return (call.account().id() + "0".repeat(64)).substring(0, 64);
    }
}
