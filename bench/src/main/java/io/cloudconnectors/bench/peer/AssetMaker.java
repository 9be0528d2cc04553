package io.cloudconnectors.bench.peer;

import java.util.Locale;

/**
 * Made-up assets of about the size that the clouds' own have, the same for connector-api and its peer.
 *
 * @param content what the content hash is drawn from; another one makes every asset a changed one
 */
public record AssetMaker(int content) {
    public static final int SLICES = 5;
    public static final int ASSETS = 200;

    private static final String TYPE = "AWS::EC2::Instance";
    private static final String REGION = "eu-central-1";

    public static String service(int slice) {
        return "svc" + slice;
    }

    public static String region() {
        return REGION;
    }

    public static String type() {
        return TYPE;
    }

    public static String nativeId(int slice, int number) {
        return String.format(Locale.ROOT, "i-%08x%08x", slice, number);
    }

    public static String name(int number) {
        return "worker-" + number;
    }

    public static String tags(int number) {
        return "{\"team\":\"team-" + number % 17 + "\",\"env\":\"prod\",\"cost-centre\":\"cc-" + number % 40 + "\"}";
    }

    public String detail(int number) {
        return "{\"InstanceType\":\"m7g.large\",\"State\":{\"Name\":\"running\"},\"VpcId\":\"vpc-0a1b2c3d4e5f67890\","
                + "\"SubnetId\":\"subnet-0a1b2c3d4e5f6789\",\"PrivateIpAddress\":\"10.0." + number / 250 + "."
                + number % 250
                + "\",\"Generation\":" + content
                + ",\"EbsOptimized\":true,\"SecurityGroups\":[{\"GroupId\":\"sg-0123456789abcdef0\","
                + "\"GroupName\":\"default\"}],\"LaunchTime\":\"2026-01-01T00:00:00Z\",\"Architecture\":\"arm64\"}";
    }

    /** As long as a SHA-256. */
    public String contentHash(int slice, int number) {
        return String.format(Locale.ROOT, "%064x", ((long) content << 40) + ((long) slice << 20) + number);
    }

    /** An asset as {@code contracts.Asset} is written. */
    public void json(StringBuilder out, int slice, int number) {
        out.append("{\"type\":\"").append(TYPE);
        out.append("\",\"nativeId\":\"").append(nativeId(slice, number));
        out.append("\",\"name\":\"").append(name(number));
        out.append("\",\"region\":\"").append(REGION);
        out.append("\",\"tags\":").append(tags(number));
        out.append(",\"detail\":").append(detail(number));
        out.append(",\"contentHash\":\"").append(contentHash(slice, number)).append("\"}");
    }
}
