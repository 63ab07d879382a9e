using Commands.Streams.Records;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Runtime.Starting;

public sealed class CreatedTopicsTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Topic_that_is_listed_a_moment_later_is_waited_for()
    {
        var admin = new FakeAdmin { ListsAfter = 3 };

        var making = new CreatedTopics(admin, _time).MakeAsync([new TopicSpecification("new", 2)], CancellationToken.None);
        await AdvanceUntilAsync(making);

        (await making).Should().Equal(new Dictionary<string, int> { ["new"] = 2 });
    }

    [Test]
    public async Task Topic_that_is_never_listed_is_given_up_after_a_while()
    {
        var admin = new FakeAdmin { ListsAfter = int.MaxValue };

        var making = new CreatedTopics(admin, _time).MakeAsync([new TopicSpecification("new", 2)], CancellationToken.None);
        await AdvanceUntilAsync(making);

        (await making).Should().BeEmpty();
    }

    /// <summary>Delays end on other threads, which need their turn too.</summary>
    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }
    }
}
