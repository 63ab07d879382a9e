using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Subscribing.Receiving;
using CsCheck;

namespace Commands.Streams.Tests.Subscribing.Receiving;

public sealed class ExpiryTests
{
    private static readonly Expiry Exact = Expiry.Default.WithTolerance(TimeSpan.Zero);

    [Test]
    public void Command_without_the_headers_never_expires() => Exact.DeadlineOf(Headers.Empty.Add("other", "1"), 1000).Should().Be(0);

    [TestCase("5000", null, ExpectedResult = 5000)]
    [TestCase(null, "300", ExpectedResult = 1300)]
    [TestCase("5000", "300", ExpectedResult = 5000)]
    [TestCase("1200", "300", ExpectedResult = 1300)]
    [TestCase("soon", "300", ExpectedResult = 1300)]
    [TestCase("5000 ", "-1", ExpectedResult = 0)]
    [TestCase("99999999999999999999", null, ExpectedResult = 0)]
    [TestCase("9223372036854775807", "1", ExpectedResult = long.MaxValue)]
    public long The_later_of_deadline_and_timeout_counts_and_what_is_no_number_does_not(string? deadline, string? timeout)
    {
        var headers = Headers.Empty;
        headers = deadline is null ? headers : headers.Add(CommandHeaders.Deadline, deadline);
        headers = timeout is null ? headers : headers.Add(CommandHeaders.Timeout, timeout);
        return Exact.DeadlineOf(headers, timestamp: 1000);
    }

    [Test]
    public void Clocks_that_differ_by_2_seconds_expire_nothing_wrongly() =>
        Gen.Select(Gen.Long[-2000, 2000], Gen.Long[-2000, 2000], Gen.Long[1, 60_000], Gen.Int[0, 3], Gen.Double[0, 1]).Sample(
            (issuerSkew, brokerSkew, timeout, shape, part) =>
            {
                const long sent = 1_700_000_000_000;
                var handled = sent + (long)(timeout * part);
                var headers = Headers.Empty;
                headers = shape != 1 ? headers.Add(CommandHeaders.Deadline, $"{sent + issuerSkew + timeout}") : headers;
                headers = shape != 0 ? headers.Add(CommandHeaders.Timeout, $"{timeout}") : headers;
                var timestamp = shape == 3 ? sent + brokerSkew : sent + issuerSkew;

                Expiry.Default.DeadlineOf(headers, timestamp).Should().BeGreaterThan(handled, "the issuer still waits");
            });

    [Test]
    public void Tolerance_out_of_range_is_refused()
    {
        Exact.Invoking(expiry => expiry.WithTolerance(TimeSpan.FromTicks(-1))).Should().Throw<ArgumentOutOfRangeException>();
        Exact.Invoking(expiry => expiry.WithTolerance(TimeSpan.FromDays(2))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
