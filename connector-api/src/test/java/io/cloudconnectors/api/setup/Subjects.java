package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.AwsAccess;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.RoleArn;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.contracts.AzureCloud;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Connectors to write set-ups for. */
final class Subjects {
    static final UUID ID = UUID.fromString("0193a1b2-0000-7000-8000-000000000001");
    static final String PLATFORM = "999988887777";
    static final String EXTERNAL_ID = "cc-9a9f1ef7d467dc5426e955caa337601eba169470";
    static final String ACCOUNT = "123456789012";
    static final String DIRECTORY = "8d3f1c52-6a1e-4b0e-9c57-2f0c7b1e4a10";
    static final String APPLICATION = "e19b5f70-3c84-4d2a-b6e8-0a7c9d4f1b52";
    static final String SUBSCRIPTION = "0d7e4b3a-9c61-4f28-a5d0-3b8e6c1f9720";
    static final String PROJECT = "acme-prod";
    static final String SERVICE_ACCOUNT = "poller@acme-tools.iam.gserviceaccount.com";
    static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    private Subjects() {}

    /** A plain name and those that mean something to some language. */
    static Stream<String> names() {
        return Stream.concat(Stream.of("prod"), hostileNames().stream());
    }

    /** Names that mean something to a shell, to HCL, to YAML, to Markdown or to a terminal. */
    static List<String> hostileNames() {
        return List.of(
                "'; touch hacked; '",
                "\"; touch hacked; \"",
                "$(touch hacked) `touch hacked` ${IFS}",
                "x\ntouch hacked",
                "x\r\ntouch hacked",
                "x\u2028touch hacked\u2029touch hacked\u0085touch hacked",
                "\u202Etouch hacked",
                "\" }\nresource \"null_resource\" \"x\" { provisioner \"local-exec\" { command = \"touch hacked\" } }",
                "${file(\"/etc/passwd\")} %{ if true }x%{ endif }",
                "x\nResources:\n  Evil: {Type: \"AWS::IAM::User\"}",
                "!!javax.script.ScriptEngineManager [] # - : {}",
                "```\n# hacked\n```",
                "````````",
                "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://hacked.example) | a | b |",
                "\\",
                "");
    }

    /** The same in a path, as far as the ARN of a role can have it. */
    static List<String> hostilePaths() {
        return List.of(
                "';touch${IFS}hacked;'/",
                "$(touch${IFS}hacked)/`touch${IFS}hacked`/",
                "\"}${path.root}%{if}\"/",
                "a:{}#/");
    }

    static SetupSubject.Aws aws(String name, @Nullable String role) {
        return new SetupSubject.Aws(ID, name, EXTERNAL_ID, role == null ? null : RoleArn.parse(role));
    }

    static AwsSetup setup(SetupSubject.Aws subject, AwsAccess access) {
        return AwsSetup.of(subject, AwsPartition.ofRole(subject.role()), PLATFORM, null, access);
    }

    static String role(String pathAndName) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + pathAndName;
    }

    static AwsSetup aws(String name) {
        return setup(aws(name, role("CloudConnector")), AwsAccess.SECURITY_AUDIT);
    }

    static AzureSetup azure(String name) {
        return azure(name, false);
    }

    static AzureSetup azure(String name, boolean includeKeyListing) {
        return AzureSetup.of(
                new SetupSubject.Azure(ID, name, DIRECTORY, APPLICATION, SUBSCRIPTION, AzureCloud.CHINA),
                includeKeyListing,
                NOW);
    }

    static GcpSetup gcp(String name) {
        return GcpSetup.of(new SetupSubject.Gcp(ID, name, PROJECT, SERVICE_ACCOUNT));
    }
}
