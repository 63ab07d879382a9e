using Commands.Streams.Errors;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Starting;

public sealed class ClusterWaitTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly List<ClientException?> _told = [];

    [Test]
    public async Task It_asks_until_the_cluster_answers()
    {
        var contact = Contact();
        var asked = 0;
        var waiting = new ClusterWait(contact, Timeout.InfiniteTimeSpan, _time).RunAsync(
            _ => ++asked <= 5 ? throw Away() : Task.CompletedTask, CancellationToken.None);
        contact.Error.Should().NotBeNull();
        await PassAsync(waiting);

        await waiting.WaitAsync(Deadline);
        asked.Should().Be(6);
        contact.Error.Should().BeNull();
        _told.Should().HaveCount(2).And.EndWith([null]);
    }

    [Test]
    public void That_the_cluster_is_away_is_said_once_and_each_half_minute()
    {
        var contact = Contact();
        for (var second = 0; second < 65; second++)
        {
            contact.Failed(Away());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        contact.Answered();
        contact.Answered();

        _log.Lines.Should().Equal(
            "Warning: Application 'app' cannot reach the cluster and is waiting for it: nobody answers",
            "Warning: Application 'app' has been unable to reach the cluster for 00:00:30: nobody answers",
            "Warning: Application 'app' has been unable to reach the cluster for 00:01:00: nobody answers",
            "Information: Application 'app' can reach the cluster again, after 00:01:05");
    }

    [Test]
    public async Task It_gives_up_when_the_time_is_up()
    {
        var waiting = new ClusterWait(Contact(), TimeSpan.FromSeconds(10), _time).RunAsync(_ => throw Away(), CancellationToken.None);
        await PassAsync(waiting);
        await waiting.Invoking(it => it.WaitAsync(Deadline)).Should().ThrowAsync<ClientException>();
    }

    [Test]
    public async Task What_the_cluster_refuses_fails_at_once()
    {
        var contact = Contact();
        var refused = new ClientException(ClientErrorKind.Fatal, "_AUTHENTICATION", "wrong password");
        await new ClusterWait(contact, Timeout.InfiniteTimeSpan, _time).Invoking(it => it.RunAsync(_ => throw refused, CancellationToken.None))
            .Should().ThrowAsync<ClientException>();
        contact.Error.Should().BeNull();
    }

    [Test]
    public void A_listener_that_throws_disturbs_nobody()
    {
        var contact = Contact();
        contact.Changed += _ => throw new InvalidOperationException();
        contact.Failed(Away());
        contact.Error.Should().NotBeNull();
        _log.Lines.Should().Contain("Error: A listener to application 'app' threw an exception");
    }

    private static ClientException Away() => new(ClientErrorKind.Retriable, "_TRANSPORT", "nobody answers");

    private async Task PassAsync(Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private ClusterContact Contact()
    {
        var contact = new ClusterContact("app", _time, _log.CreateLogger(""));
        contact.Changed += _told.Add;
        return contact;
    }
}
