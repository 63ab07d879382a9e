using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Testing;

namespace Commands.Streams.Kafka.Tests.Errors;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClientReportsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ClientReports _reports;

    public ClientReportsTests() => _reports = new ClientReports(_time);

    [TestCase(NativeErrorCodes.Authentication, "SASL authentication error: Authentication failed", true, true)]
    [TestCase(NativeErrorCodes.SaslAuthenticationFailed, "Authentication failed", true, true)]
    [TestCase(NativeErrorCodes.UnsupportedSaslMechanism, "Unsupported mechanism", true, true)]
    [TestCase(NativeErrorCodes.Ssl, "SSL handshake failed: certificate verify failed", true, true)]
    [TestCase(NativeErrorCodes.Ssl, "SSL handshake failed: connection reset", false, false)]
    [TestCase(NativeErrorCodes.Transport, "Disconnected: might be caused by incorrect security.protocol configuration", true, false)]
    [TestCase(NativeErrorCodes.Transport, "SSL handshake failed: connecting to a PLAINTEXT broker listener?", true, false)]
    [TestCase(NativeErrorCodes.Transport, "Connect to ipv4#127.0.0.1:1 failed: Connection refused", false, false)]
    public void What_waiting_does_not_change_is_a_refusal(int code, string reason, bool isRefusal, bool isUnauthenticated)
    {
        _reports.Note(new NativeError(code, reason + "."));
        (_reports.Refusal is not null).Should().Be(isRefusal);
        _reports.IsUnauthenticated.Should().Be(isUnauthenticated);
        _reports.Hint.Should().Be($" The client's last report: {reason}.");
    }

    [Test]
    public void That_all_brokers_are_down_says_less_than_what_was_reported_before()
    {
        _reports.Hint.Should().BeEmpty();
        _reports.Note(new NativeError(NativeErrorCodes.Resolve, "No such host"));
        _reports.Note(new NativeError(NativeErrorCodes.AllBrokersDown, "1/1 brokers are down"));
        _reports.Hint.Should().Be(" The client's last report: No such host.");
    }

    [Test]
    public void A_connection_that_the_broker_closes_is_told_by_the_log_only()
    {
        _reports.NoteLine("APIVERSION", "something else");
        _reports.Hint.Should().BeEmpty();
        _reports.NoteLine("FAIL", "[thrd:127.0.0.1:1/bootstrap]: 127.0.0.1:1/bootstrap: Disconnected: connection closed by peer");
        _reports.Hint.Should().Be(" The client's last report: 127.0.0.1:1/bootstrap: Disconnected: connection closed by peer.");
        _reports.Refusal.Should().BeNull();
    }

    [Test]
    public void What_is_long_ago_explains_nothing_any_more()
    {
        _reports.Note(new NativeError(NativeErrorCodes.Authentication, "Authentication failed"));
        _time.Advance(TimeSpan.FromSeconds(59));
        _reports.IsUnauthenticated.Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        _reports.IsUnauthenticated.Should().BeFalse();
        _reports.Hint.Should().BeEmpty();
    }
}
