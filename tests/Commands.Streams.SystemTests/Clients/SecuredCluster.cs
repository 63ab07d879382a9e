using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Commands.Streams.Kafka;
using Commands.Streams.SystemTests.Chaos;
using Confluent.Kafka;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>
/// A broker of a test's own that asks for a name and password on one listener, encrypts on another, and knows rights. The open listener, on which anybody
/// may do anything, is for the test itself.
/// </summary>
internal sealed class SecuredCluster : IAsyncDisposable
{
    public const string Password = "right";

    private const int OpenPort = 19692;
    private const int SaslPort = 19694;
    private const int TlsPort = 19695;

    private readonly OwnCluster _cluster;
    private readonly string _certificates;

    private SecuredCluster(OwnCluster cluster, string certificates)
    {
        _cluster = cluster;
        _certificates = certificates;
    }

    public static async Task<SecuredCluster> StartAsync()
    {
        var certificates = Directory.CreateTempSubdirectory("certificates-").FullName;
        WriteCertificates(certificates);
        var cluster = await OwnCluster.StartAsync(OpenPort, 1,
        [
            $"listeners=PLAINTEXT://127.0.0.1:{OpenPort},CONTROLLER://127.0.0.1:{OpenPort + 1},SASL_PLAINTEXT://127.0.0.1:{SaslPort},SSL://127.0.0.1:{TlsPort}",
            $"advertised.listeners=PLAINTEXT://127.0.0.1:{OpenPort},SASL_PLAINTEXT://127.0.0.1:{SaslPort},SSL://127.0.0.1:{TlsPort}",
            "sasl.enabled.mechanisms=PLAIN",
            "listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required " +
                $"user_admin=\"{Password}\" user_guest=\"{Password}\";",
            "ssl.keystore.type=PEM",
            $"ssl.keystore.location={certificates}/broker.pem",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users=User:ANONYMOUS;User:admin",
        ]);
        return new SecuredCluster(cluster, certificates);
    }

    /// <summary>A client of the listener that asks for a name and password.</summary>
    public static KafkaClient ConnectAs(string user, string password) => new(new KafkaOptions
    {
        BootstrapServers = $"127.0.0.1:{SaslPort}",
        Client = { SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = SaslMechanism.Plain, SaslUsername = user, SaslPassword = password },
    });

    /// <summary>A client that knows neither names nor passwords.</summary>
    public static KafkaClient ConnectWithoutPassword() => new(new KafkaOptions { BootstrapServers = $"127.0.0.1:{SaslPort}" });

    /// <summary>A client of the listener that encrypts.</summary>
    /// <param name="trusts">Whether it trusts the broker's certificate.</param>
    public KafkaClient ConnectEncrypted(bool trusts) => new(new KafkaOptions
    {
        BootstrapServers = $"127.0.0.1:{TlsPort}",
        Client = { SecurityProtocol = SecurityProtocol.Ssl, SslCaLocation = $"{_certificates}/{(trusts ? "broker" : "other")}.crt" },
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_certificates, recursive: true);
    }

    private static void WriteCertificates(string directory)
    {
        foreach (var name in new[] { "broker", "other" })
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
            using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
            File.WriteAllText($"{directory}/{name}.crt", certificate.ExportCertificatePem());
            File.WriteAllText($"{directory}/{name}.pem", $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
        }
    }
}
