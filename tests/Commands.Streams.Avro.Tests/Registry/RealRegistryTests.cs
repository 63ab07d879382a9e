using System.Diagnostics;
using Avro.Generic;
using Commands.Streams.Avro.Tests.Support;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro.Tests.Registry;

/// <summary>
/// Against a schema registry as a process: SCHEMA_REGISTRY_BINARY, or shared/schema-registry beside the repository. Skipped where there is none.
/// </summary>
internal sealed class RealRegistryTests
{
    private Process _process = null!;
    private string _url = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var binary = Find();
        if (binary is null)
        {
            Assert.Ignore("There is no schema-registry binary: set SCHEMA_REGISTRY_BINARY to its path.");
        }

        _process = Process.Start(new ProcessStartInfo(binary!, ["-port", "0", "-authorization", "Basic dXNlcjpwYXNz"]) { RedirectStandardOutput = true })!;
        using var deadline = new CancellationTokenSource(SerdeCalls.Deadline);

        // It prints its address when it listens.
        _url = (await _process.StandardOutput.ReadLineAsync(deadline.Token))!;
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _process?.Kill();
        _process?.Dispose();
    }

    [Test]
    public async Task Plain_and_generic_records_go_through_a_registry_with_authentication()
    {
        using var writing = new AvroSerdes(Configuration("user:pass"));
        using var reading = new AvroSerdes(Configuration("user:pass"));

        var data = await SerdeCalls.SerializeAsync(writing.Serde<DispatchProduct>(), new DispatchProduct("2 Roadford Avenue"), "real");

        (await SerdeCalls.DeserializeAsync(reading.Serde<DispatchProduct>(), data, "real")).Address.Should().Be("2 Roadford Avenue");
        (await SerdeCalls.DeserializeAsync(reading.Serde<GenericRecord>(), data, "real"))["Address"].Should().Be("2 Roadford Avenue");
    }

    [Test]
    public async Task Wrong_credentials_are_said_to_be_wrong()
    {
        using var serdes = new AvroSerdes(Configuration("user:wrong"), new AvroSerdeOptions { RetryFor = TimeSpan.FromMilliseconds(50) });

        var prefetch = () => serdes.PrefetchAsync<DispatchProduct>("real");

        await prefetch.Should().ThrowAsync<SchemaRegistryUnavailableException>().WithMessage("*does not accept the credentials*");
    }

    private SchemaRegistryConfig Configuration(string credentials) => new()
    {
        Url = _url,
        BasicAuthCredentialsSource = AuthCredentialsSource.UserInfo,
        BasicAuthUserInfo = credentials,
    };

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SCHEMA_REGISTRY_BINARY") is { } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var binary = Path.Combine(folder.FullName, "shared", "schema-registry", "schema-registry");
            if (File.Exists(binary))
            {
                return binary;
            }
        }

        return null;
    }
}
