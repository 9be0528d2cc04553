package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what a person left out of one region's EC2 resources. */
final class RegionDefaults {
    private final String account;
    private final String region;

    RegionDefaults(String account, String region) {
        this.account = account;
        this.region = region;
    }

    ObjectNode fill(ObjectNode node) {
        ObjectNode resources = node.deepCopy();
        resources.set("vpcs", Defaults.filled(resources, "vpcs", this::named, this::vpc));
        String vpc = resources.path("vpcs").path(0).path("id").asText("");
        resources.set(
                "securityGroups",
                Defaults.filled(resources, "securityGroups", (group, i) -> inVpc(group, vpc), this::securityGroup));
        resources.set(
                "instances",
                Defaults.filled(
                        resources,
                        "instances",
                        (instance, index) -> {
                            named(instance, index);
                            inVpc(instance, vpc);
                        },
                        this::instance));
        resources.set("volumes", Defaults.filled(resources, "volumes", this::named, this::volume));
        Defaults.child(resources, "answers");
        resources.remove("generate");
        return resources;
    }

    private void vpc(ObjectNode vpc, String index) {
        String name = nameOr(index, vpc);
        Defaults.text(vpc, "id", Ids.ec2("vpc", account, region, name));
        Defaults.text(vpc, "cidr", "10." + Ids.number(200, account, region, name) + ".0.0/16");
        if (!vpc.has("isDefault")) {
            vpc.put("isDefault", false);
        }
        Defaults.text(vpc, "dhcpOptionsId", Ids.ec2("dopt", account, region));
    }

    private void securityGroup(ObjectNode group, String index) {
        String name = Defaults.text(group, "name", "group-" + index);
        Defaults.text(group, "id", Ids.ec2("sg", account, region, name));
        Defaults.text(group, "description", name);
        Defaults.array(group, "ingress");
        if (!group.has("egress")) {
            group.set(
                    "egress",
                    group.arrayNode().add(AccountReader.json().<JsonNode>valueToTree(SecurityGroup.Rule.EVERYTHING)));
        }
        Defaults.child(group, "tags");
    }

    private void instance(ObjectNode instance, String index) {
        String[] place = {account, region, "instance", nameOr(index, instance)};
        Defaults.text(instance, "id", Ids.ec2("i", place));
        Defaults.text(instance, "type", "t3.micro");
        Defaults.text(instance, "state", "running");
        Defaults.text(instance, "imageId", Ids.ec2("ami", region));
        Defaults.text(instance, "architecture", "x86_64");
        Defaults.text(instance, "zone", region + "a");
        if (instance.has("vpcId")) {
            Defaults.text(
                    instance,
                    "subnetId",
                    Ids.ec2("subnet", account, instance.path("vpcId").asText()));
        }
        Defaults.array(instance, "securityGroupIds");
        Defaults.text(
                instance,
                "privateIp",
                "10.0." + Ids.number(250, place) + "." + (4 + Ids.number(249, region, place[3])));
        Defaults.text(instance, "httpTokens", "required");
        Defaults.text(instance, "launchedAt", Defaults.moment(place));
    }

    private void volume(ObjectNode volume, String index) {
        String name = nameOr(index, volume);
        Defaults.text(volume, "id", Ids.ec2("vol", account, region, name));
        Defaults.number(volume, "sizeGib", 8);
        Defaults.text(volume, "type", "gp3");
        Defaults.number(volume, "iops", 3000);
        if (!volume.has("encrypted")) {
            volume.put("encrypted", true);
        }
        Defaults.text(volume, "zone", region + "a");
        Defaults.text(volume, "createdAt", Defaults.moment(account, region, "volume", name));
    }

    private void named(ObjectNode node, String index) {
        ObjectNode tags = Defaults.child(node, "tags");
        JsonNode name = node.remove("name");
        if (name != null) {
            tags.set("Name", name);
        }
    }

    /** What tells one item from its neighbours: its name, so that removing a neighbour changes no id; else its place. */
    private static String nameOr(String index, ObjectNode node) {
        return node.path("tags").path("Name").asText(index);
    }

    private static void inVpc(ObjectNode node, String vpc) {
        if (!node.has("vpcId") && !vpc.isEmpty()) {
            node.put("vpcId", vpc);
        }
    }
}
