using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Errors;

public sealed class KafkaErrorsTests
{
    [Test]
    public void Exception_says_what_failed_why_and_under_which_name()
    {
        ClientException exception = KafkaErrors.Create(ErrorCode.TopicAuthorizationFailed, "Topic 'a' could not be made");

        exception.Message.Should().Be("Topic 'a' could not be made: Broker: Topic authorization failed (TOPIC_AUTHORIZATION_FAILED).");
        exception.Code.Should().Be("TOPIC_AUTHORIZATION_FAILED");
        exception.Kind.Should().Be(ClientErrorKind.Fatal);
    }

    [Test]
    public void Exception_of_the_managed_client_is_kept_as_the_cause()
    {
        var cause = new KafkaException(new Error(ErrorCode.Local_TimedOut, "no answer."));

        ClientException exception = KafkaErrors.Create(cause, "Topics could not be listed");

        exception.InnerException.Should().BeSameAs(cause);
        exception.Message.Should().Be("Topics could not be listed: no answer (_TIMED_OUT).");
        exception.Kind.Should().Be(ClientErrorKind.Retriable);
    }

    [Test]
    public void What_the_native_client_says_of_the_call_decides_the_kind()
    {
        var error = new NativeError((int)ErrorCode.Unknown, "try again", IsRetriable: true);

        ClientException exception = KafkaErrors.Create(error, "The transaction could not be committed");

        exception.Kind.Should().Be(ClientErrorKind.Retriable);
        exception.Message.Should().StartWith("The transaction could not be committed: try again (");
    }
}
