using Commands.Streams.Errors;
using Commands.Streams.Kafka.Admin;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Commands.Streams.Kafka.Tests.Admin;

public sealed class TopicCreationTests
{
    [Test]
    public void Topic_that_exists_is_no_failure()
    {
        Action check = () => TopicCreation.ThrowIfFailed(Failure(("a", ErrorCode.TopicAlreadyExists, "exists"), ("b", ErrorCode.NoError, "")));

        check.Should().NotThrow();
    }

    [Test]
    public void Failures_are_named_topic_by_topic()
    {
        Action check = () => TopicCreation.ThrowIfFailed(Failure(
            ("a", ErrorCode.TopicAlreadyExists, "exists"), ("b!", ErrorCode.TopicException, "A bad name."), ("c", ErrorCode.PolicyViolation, "No")));

        ClientException failure = check.Should().Throw<ClientException>().Which;
        failure.Message.Should().Be("Topics could not be created: 'b!': A bad name; 'c': No (TOPIC_EXCEPTION).");
        failure.Kind.Should().Be(ClientErrorKind.Fatal);
    }

    private static CreateTopicsException Failure(params (string Topic, ErrorCode Code, string Reason)[] reports) =>
        new([.. reports.Select(report => new CreateTopicReport { Topic = report.Topic, Error = new Error(report.Code, report.Reason) })]);
}
