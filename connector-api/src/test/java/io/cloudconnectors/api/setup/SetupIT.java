package io.cloudconnectors.api.setup;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set-ups over HTTP. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class SetupIT {
    private static final String AZURE = """
            {"name": "az", "provider": "AZURE", "azure": {"directoryId": "8d3f1c52-6a1e-4b0e-9c57-2f0c7b1e4a10",
             "applicationId": "e19b5f70-3c84-4d2a-b6e8-0a7c9d4f1b52",
             "subscriptionId": "0d7e4b3a-9c61-4f28-a5d0-3b8e6c1f9720", "authenticationKey": "s3cret-canary"}}
            """;

    private final String tenant = Http.newTenant();

    @Test
    void aConnectorThatWaitsForItsRoleIsToldWhichRoleToMakeAndTakesItsArn() {
        JsonPath created = Http.createWithoutRole(tenant, "prod");
        String id = created.getString("id");

        JsonPath setup = setup(id, "")
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();

        assertThat(created.getString("reason.code")).isEqualTo("AWAITING_ROLE_ARN");
        assertThat(setup.getString("platformAccountId"))
                .isEqualTo(Setting.PLATFORM_ACCOUNT)
                .isEqualTo(created.getString("aws.platformAccountId"));
        assertThat(setup.getString("externalId")).isEqualTo(created.getString("aws.externalId"));
        assertThat(setup.getString("trustPolicy.Statement[0].Condition.StringEquals.'sts:ExternalId'"))
                .isEqualTo(created.getString("aws.externalId"));
        assertThat(setup.getString("trustPolicy.Statement[0].Principal.AWS"))
                .isEqualTo("arn:aws:iam::" + Setting.PLATFORM_ACCOUNT + ":root");
        assertThat(setup.getList("policies.document.Statement[0].Action[0]")).isNotEmpty();
        assertThat(setup.getMap("")).doesNotContainKey("name");
        Http.patch(tenant, id, "{\"aws\": {\"roleArn\": \"" + Http.role(Http.newAccount()) + "\"}}")
                .statusCode(200)
                .body("reason.code", equalTo("AWAITING_FIRST_RUN"));
    }

    @ParameterizedTest
    @CsvSource({
        "json,           application/json,    inline,     prod-json.json",
        "cloudformation, application/yaml,    attachment, prod-cloudformation.yaml",
        "terraform,      text/plain,          attachment, prod-terraform.tf",
        "aws-cli,        text/x-shellscript,  attachment, prod-aws-cli.sh",
        "markdown,       text/markdown,       attachment, prod-markdown.md",
    })
    void eachFormatHasItsMediaTypeAndAFileName(String format, String type, String disposition, String file) {
        String id = Http.create(tenant, "prod").getString("id");

        ValidatableResponse answer = setup(id, "?format=" + format);

        answer.statusCode(200)
                .header("Content-Type", containsString(type + ";charset=UTF-8"))
                .header("Content-Disposition", disposition + "; filename=\"" + file + "\"");
        assertThat(answer.extract().asString()).contains(Setting.PLATFORM_ACCOUNT);
    }

    @Test
    void azureAndGoogleCloudHaveTheirOwn() {
        String id = Http.make(tenant, AZURE).getString("id");

        setup(id, "?format=azure-cli").statusCode(200).body(containsString("0d7e4b3a-9c61-4f28-a5d0-3b8e6c1f9720"));
        assertThat(setup(id, "").statusCode(200).extract().asString())
                .contains("Microsoft.Resources/subscriptions/read")
                .doesNotContain("listkeys/action\",", "s3cret-canary");
        setup(id, "?includeKeyListing=true")
                .body("customRole.Actions", hasItem("Microsoft.Web/sites/host/listkeys/action"));
    }

    @Test
    void theRolesPartitionDecidesWhichAccountIsTrusted() {
        String inGovCloud = Http.make(tenant, """
                {"name": "gov", "provider": "AWS", "aws": {"roleArn": "arn:aws-us-gov:iam::123456789012:role/R"}}
                """).getString("id");
        String inChina = Http.make(tenant, """
                {"name": "cn", "provider": "AWS", "aws": {"roleArn": "arn:aws-cn:iam::210987654321:role/R"}}
                """).getString("id");
        String without = Http.createWithoutRole(tenant, "later").getString("id");

        setup(inGovCloud, "")
                .body("partition", equalTo("aws-us-gov"))
                .body("platformAccountId", equalTo(Setting.PLATFORM_ACCOUNT_IN_GOVCLOUD))
                .body("managedPolicyArns[0]", equalTo("arn:aws-us-gov:iam::aws:policy/SecurityAudit"));
        assertThat(Http.read(tenant, inGovCloud).getString("aws.platformAccountId"))
                .isEqualTo(Setting.PLATFORM_ACCOUNT_IN_GOVCLOUD);
        setup(without, "?partition=aws-us-gov&roleName=Reader")
                .body("platformAccountId", equalTo(Setting.PLATFORM_ACCOUNT_IN_GOVCLOUD))
                .body("roleName", equalTo("Reader"));
        setup(inGovCloud, "?partition=aws").statusCode(400).body("errors[0].code", equalTo("WRONG_PARTITION"));
        // the platform has no account there
        setup(inChina, "").statusCode(409).body("code", equalTo("PARTITION_NOT_SERVED"));
        as(tenant).get(CONNECTORS + "/" + inChina).then().body("aws.platformAccountId", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "?format=gcloud,              format,            OTHER_PROVIDER",
        "?format=pdf,                 format,            FORMAT",
        "?roleName=a%20b,             roleName,          FORMAT",
        "?roleName=%24(id),           roleName,          FORMAT",
        "?partition=aws-eu,           partition,         FORMAT",
        "?access=all,                 access,            FORMAT",
        "?includeKeyListing=true,     includeKeyListing, OTHER_PROVIDER",
        "?foo=1,                      foo,               UNKNOWN_FIELD",
    })
    void whatDoesNotFitIsRefusedWithWhatDoes(String query, String parameter, String code) {
        String id = Http.create(tenant, "a").getString("id");

        setup(id, query)
                .statusCode(400)
                .body("code", equalTo("INVALID_PARAMETER"))
                .body("errors[0].parameter", equalTo(parameter))
                .body("errors[0].code", equalTo(code));
        if (code.equals("OTHER_PROVIDER") && parameter.equals("format")) {
            setup(id, query).body("detail", containsString("json, cloudformation, terraform, aws-cli, markdown"));
        }
    }

    @Test
    void anotherTenantSeesNothing() {
        String id = Http.create(tenant, "a").getString("id");

        as(Http.newTenant(), "admin")
                .get(CONNECTORS + "/" + id + "/setup?format=pdf")
                .then()
                .statusCode(404)
                .body("code", equalTo("CONNECTOR_NOT_FOUND"));
        Http.plain().get(CONNECTORS + "/" + id + "/setup").then().statusCode(401);
    }

    private ValidatableResponse setup(String id, String query) {
        return as(tenant, "viewer")
                .urlEncodingEnabled(false)
                .get(CONNECTORS + "/" + id + "/setup" + query)
                .then();
    }
}
