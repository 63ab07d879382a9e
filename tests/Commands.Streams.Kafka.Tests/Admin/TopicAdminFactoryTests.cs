using Commands.Streams.Errors;
using Commands.Streams.Kafka.Admin;
using Commands.Streams.Kafka.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Kafka.Tests.Admin;

public sealed class TopicAdminFactoryTests
{
    [Test]
    public void Configuration_that_the_client_refuses_is_an_error_of_the_client()
    {
        var options = new KafkaOptions
        {
            BootstrapServers = "127.0.0.1:1",
            Client = { SecurityProtocol = SecurityProtocol.Ssl, SslCaLocation = "/no/such/file.pem" },
        };

        Action create = () => TopicAdminFactory.Create(options, new ClientLog(NullLoggerFactory.Instance), "127.0.0.1:1");

        create.Should().Throw<ClientException>().WithMessage("The Kafka client that administers topics refuses its configuration: *ssl.ca.location*")
            .Which.Kind.Should().Be(ClientErrorKind.Fatal);
    }
}
