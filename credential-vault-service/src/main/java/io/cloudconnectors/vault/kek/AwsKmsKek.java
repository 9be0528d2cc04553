package io.cloudconnectors.vault.kek;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.integration.awskms.AwsKmsAead;
import java.security.GeneralSecurityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * A KEK in AWS KMS, through Tink's client: the key never leaves KMS, and the associated data is the encryption context, so
 * that KMS binds it and CloudTrail shows it. What KMS rotates by itself under the same ARN needs no rotation here.
 */
public final class AwsKmsKek implements Kek {
    private static final Pattern KEY_ARN = Pattern.compile("arn:[a-z-]+:kms:([a-z0-9-]+):\\d{12}:key/[A-Za-z0-9-]+");
    private static final String NAME = "aws-kms/";
    private static final int CONNECTIONS = 32;

    private final String arn;
    private final Aead aead;

    private AwsKmsKek(String arn, Aead aead) {
        this.arn = arn;
        this.aead = aead;
    }

    /**
     * A key by its ARN, with the credentials of the SDK's default chain.
     *
     * @throws KekException when that is no ARN of a key, or the key cannot be used
     */
    public static AwsKmsKek connect(String arn, KekSettings.Kms settings) {
        return connect(arn, settings, DefaultCredentialsProvider.builder().build());
    }

    static AwsKmsKek connect(String arn, KekSettings.Kms settings, AwsCredentialsProvider credentials) {
        Matcher parts = KEY_ARN.matcher(arn);
        if (!parts.matches()) {
            throw new KekException("'" + arn + "' is not the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID)."
                    + " An alias will not do: records name the key that wrapped them");
        }
        KmsClient kms = client(parts.group(1), settings, credentials);
        try {
            requireEnabled(kms, arn);
            return new AwsKmsKek(arn, new AwsKmsAead(new KmsOverSdk2(kms), arn));
        } catch (SdkException e) {
            kms.close();
            throw unusable(arn, e);
        } catch (KekException e) {
            kms.close();
            throw e;
        }
    }

    private static KmsClient client(String region, KekSettings.Kms settings, AwsCredentialsProvider credentials) {
        var builder = KmsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(settings.attemptTimeout())
                        .socketTimeout(settings.attemptTimeout()))
                .overrideConfiguration(calls -> calls.apiCallAttemptTimeout(settings.attemptTimeout())
                        .apiCallTimeout(settings.timeout())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.attempts())
                                .build()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static void requireEnabled(KmsClient kms, String arn) {
        if (!kms.describeKey(call -> call.keyId(arn)).keyMetadata().enabled()) {
            throw new KekException(disabled(arn));
        }
    }

    @Override
    public String name() {
        return NAME + arn;
    }

    @Override
    public boolean opens(String name) {
        return name().equals(name);
    }

    @Override
    public byte[] wrap(byte[] plain, byte[] associatedData) {
        try {
            return aead.encrypt(plain, associatedData);
        } catch (GeneralSecurityException | SdkException e) {
            throw unusable(arn, e);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
        try {
            return aead.decrypt(wrapped, associatedData);
        } catch (GeneralSecurityException wrongKey) {
            throw new UnsealException();
        } catch (AwsServiceException e) {
            throw switch (code(e)) {
                case "InvalidCiphertextException", "IncorrectKeyException", "ValidationException" ->
                    new UnsealException();
                default -> unusable(arn, e);
            };
        } catch (SdkException e) {
            throw unusable(arn, e);
        }
    }

    private static KekException unusable(String arn, Exception e) {
        String advice = e instanceof AwsServiceException said ? advice(arn, code(said)) : outOfReach(arn);
        return new KekException(advice, e);
    }

    private static String advice(String arn, String code) {
        return switch (code) {
            case "AccessDeniedException" ->
                "KMS refuses the vault's identity. Allow kms:DescribeKey, kms:Encrypt and kms:Decrypt on " + arn;
            case "NotFoundException" ->
                "There is no KMS key " + arn
                        + ". Name the key that this keystore was made with; if it was deleted, restore"
                        + " it while it is pending deletion";
            case "DisabledException", "KMSInvalidStateException" -> disabled(arn);
            case "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException" ->
                "KMS does not know the vault's AWS credentials (" + code + "). Renew them";
            default -> outOfReach(arn);
        };
    }

    private static String disabled(String arn) {
        return "The KMS key " + arn + " is not enabled. Enable it, or cancel its deletion";
    }

    private static String outOfReach(String arn) {
        return "KMS is out of reach for " + arn
                + "; what is cached is served, everything else waits. Look at the network,"
                + " the endpoint and the quota of KMS";
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }
}
