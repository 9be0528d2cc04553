package io.cloudconnectors.poller.provider.google;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a resource's own description, by type. Whatever is not named here stays in the poller: descriptions hold
 * start-up scripts, environment variables, flags and free text, where customers keep secrets, and a list of what to leave
 * out would miss the next one. Of the types that can be listed without Cloud Asset Inventory, only members that both give
 * alike are named: a member that comes and goes with the source would be a change of the resource each time.
 *
 * <p>A leaf of the tree keeps a text, a number, a truth value or a list of these, never an object.
 */
record KeptMembers(Map<String, KeptMembers> inside) {
    /** The same link has another host in another answer. */
    private static final Pattern COMPUTE_LINK =
            Pattern.compile("https://(?:www|compute)\\.googleapis\\.com/compute/[a-z0-9]+/");

    private static final KeptMembers OF_OTHER_TYPES =
            named("id uid uniqueId state status lifecycleState createTime creationTime creationTimestamp");

    private static final Map<String, KeptMembers> BY_TYPE = Map.ofEntries(
            entry(ListedType.INSTANCE.type(), named("""
                    id status creationTimestamp machineType zone canIpForward deletionProtection tags.items
                    metadata.items.key
                    networkInterfaces.network networkInterfaces.subnetwork networkInterfaces.networkIP
                    networkInterfaces.accessConfigs.type networkInterfaces.accessConfigs.natIP
                    disks.source disks.boot disks.deviceName disks.autoDelete disks.mode disks.type
                    serviceAccounts.email serviceAccounts.scopes
                    shieldedInstanceConfig.enableSecureBoot shieldedInstanceConfig.enableVtpm
                    shieldedInstanceConfig.enableIntegrityMonitoring
                    confidentialInstanceConfig.enableConfidentialCompute
                    scheduling.provisioningModel scheduling.automaticRestart scheduling.onHostMaintenance""")),
            entry(ListedType.DISK.type(), named("""
                    id status creationTimestamp sizeGb type zone sourceImage sourceSnapshot users
                    diskEncryptionKey.kmsKeyName""")),
            entry(
                    ListedType.NETWORK.type(),
                    named("id creationTimestamp autoCreateSubnetworks mtu routingConfig.routingMode subnetworks")),
            entry(ListedType.FIREWALL.type(), named("""
                    id creationTimestamp network direction priority disabled sourceRanges destinationRanges
                    sourceTags targetTags sourceServiceAccounts targetServiceAccounts
                    allowed.IPProtocol allowed.ports denied.IPProtocol denied.ports logConfig.enable""")),
            entry(ListedType.BUCKET.type(), named("""
                    location locationType storageClass timeCreated versioning.enabled logging.logBucket
                    iamConfiguration.publicAccessPrevention iamConfiguration.uniformBucketLevelAccess.enabled
                    encryption.defaultKmsKeyName retentionPolicy.retentionPeriod retentionPolicy.isLocked""")),
            entry("compute.googleapis.com/Subnetwork", named("""
                    id creationTimestamp network region ipCidrRange privateIpGoogleAccess purpose logConfig.enable""")),
            entry("sqladmin.googleapis.com/Instance", named("""
                    state databaseVersion region backendType instanceType settings.tier settings.availabilityType
                    settings.dataDiskSizeGb settings.databaseFlags.name
                    settings.ipConfiguration.ipv4Enabled settings.ipConfiguration.sslMode
                    settings.ipConfiguration.authorizedNetworks.value
                    settings.backupConfiguration.enabled settings.backupConfiguration.pointInTimeRecoveryEnabled
                    diskEncryptionConfiguration.kmsKeyName""")),
            entry("container.googleapis.com/Cluster", named("""
                    status location currentMasterVersion network subnetwork releaseChannel.channel
                    privateClusterConfig.enablePrivateNodes privateClusterConfig.enablePrivateEndpoint
                    masterAuthorizedNetworksConfig.enabled networkPolicy.enabled shieldedNodes.enabled
                    binaryAuthorization.evaluationMode workloadIdentityConfig.workloadPool
                    databaseEncryption.state databaseEncryption.keyName""")),
            entry("cloudfunctions.googleapis.com/Function", named("""
                    state environment buildConfig.runtime buildConfig.entryPoint serviceConfig.availableMemory
                    serviceConfig.timeoutSeconds serviceConfig.ingressSettings serviceConfig.serviceAccountEmail""")),
            entry("pubsub.googleapis.com/Topic", named("kmsKeyName messageRetentionDuration")),
            entry("iam.googleapis.com/ServiceAccount", named("email uniqueId disabled")),
            entry("iam.googleapis.com/ServiceAccountKey", named("""
                    keyAlgorithm keyOrigin keyType validAfterTime validBeforeTime disabled""")));

    static KeptMembers of(String type) {
        return BY_TYPE.getOrDefault(type, OF_OTHER_TYPES);
    }

    /** Only what is named, with what is empty left out. */
    Map<String, Object> from(Map<?, ?> described) {
        Map<String, Object> kept = new LinkedHashMap<>();
        inside.forEach((name, deeper) -> {
            Object value = deeper.value(described.get(name));
            if (value != null) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private @Nullable Object value(@Nullable Object value) {
        boolean leaf = inside.isEmpty();
        return switch (value) {
            case null -> null;
            case Map<?, ?> object -> {
                Map<String, Object> kept = from(object);
                yield kept.isEmpty() ? null : kept;
            }
            case List<?> list -> {
                List<Object> kept =
                        list.stream().map(this::value).filter(Objects::nonNull).toList();
                yield kept.isEmpty() ? null : kept;
            }
            case String text -> leaf ? COMPUTE_LINK.matcher(text).replaceFirst("") : null;
            default -> leaf ? value : null;
        };
    }

    /** @param paths {@code tags.items}, divided by white space */
    private static KeptMembers named(String paths) {
        KeptMembers root = new KeptMembers(new TreeMap<>());
        for (String path : paths.strip().split("\\s+", -1)) {
            KeptMembers at = root;
            for (String name : path.split("\\.", -1)) {
                at = at.inside.computeIfAbsent(name, absent -> new KeptMembers(new TreeMap<>()));
            }
        }
        return root;
    }
}
