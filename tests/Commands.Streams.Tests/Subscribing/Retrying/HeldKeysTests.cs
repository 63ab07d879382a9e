using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Tests.Subscribing.Retrying;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HeldKeysTests
{
    private readonly HeldKeys<string> _held = new(EqualityComparer<string>.Default);

    [Test]
    public void A_command_whose_copy_waits_is_in_its_retry_topic_already()
    {
        _held.Add("k", 1, 7, valueHash: 42);
        _held.DropForgery("k", 7, valueHash: 42);
        _held.Follow("k", 0, 7).Should().BeSameAs(RetryStep.None);
    }

    [Test]
    public void A_command_is_not_taken_for_one_that_waits_because_a_stranger_names_its_offset()
    {
        _held.Add("k", 1, 7, valueHash: 666);
        _held.DropForgery("k", 7, valueHash: 42);
        _held.Follow("k", 0, 7).Should().BeNull();
        _held.IsEmpty.Should().BeTrue();
    }

    [Test]
    public void A_copy_that_was_seen_to_go_to_its_topic_needs_no_proof()
    {
        _held.Add("k", 1, 7);
        _held.DropForgery("k", 7, valueHash: 42);
        _held.Follow("k", 0, 7).Should().BeSameAs(RetryStep.None);
    }

    [Test]
    public void Other_copies_of_the_key_stay()
    {
        _held.Add("k", 2, 5, valueHash: 1);
        _held.Add("k", 1, 7, valueHash: 666);
        _held.DropForgery("k", 7, valueHash: 42);
        _held.Follow("k", 0, 7).Should().Be(new RetryStep(2, 0));
    }
}
