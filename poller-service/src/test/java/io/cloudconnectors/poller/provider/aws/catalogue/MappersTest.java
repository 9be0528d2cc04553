package io.cloudconnectors.poller.provider.aws.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.Project;

/** What one account's sample does not show. */
class MappersTest {

    /** Amazon S3 API Reference, GetBucketLocation, LocationConstraint. */
    @ParameterizedTest
    @CsvSource({",us-east-1", "'',us-east-1", "null,us-east-1", "EU,eu-west-1", "ap-south-1,ap-south-1"})
    void aLocationConstraintIsARegion(String constraint, String region) {
        assertThat(S3Buckets.regionOfConstraint(constraint)).isEqualTo(region);
    }

    /** RFC 3986: in a path a plus is a plus. */
    @Test
    void aPolicyIsDecodedAsItWasEncoded() {
        assertThat(Policies.decoded("%7B%22a%22%3A%22b+c%20d%22%7D")).isEqualTo("{\"a\":\"b+c d\"}");
    }

    @ParameterizedTest
    @CsvSource({"VpcId,vpcId", "EBSOptimized,ebsOptimized", "ARN,arn", "name,name", "DBInstanceArn,dbInstanceArn"})
    void aMemberIsNamedInCamelCase(String name, String told) {
        assertThat(Details.camelCase(name)).isEqualTo(told);
    }

    /** A type that a newer AWS knows may be plain text too. */
    @ParameterizedTest
    @CsvSource({"PLAINTEXT", "SOMETHING_NEW"})
    void theValueOfAVariableIsDroppedUnlessItsTypeIsKnownToNameASecret(String type) {
        Project project = Project.builder()
                .environment(e -> e.environmentVariables(EnvironmentVariable.builder()
                        .name("TOKEN")
                        .value("text")
                        .type(type)
                        .build()))
                .build();

        assertThat(CodeBuildProjects.withoutSecrets(project).environment().environmentVariables())
                .isEqualTo(List.of(
                        EnvironmentVariable.builder().name("TOKEN").type(type).build()));
    }
}
