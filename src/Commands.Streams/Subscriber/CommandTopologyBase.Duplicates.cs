using Commands.Streams.State;
using Commands.Streams.Subscribing.Deduplicating;

namespace Commands.Streams;

/// <content>Commands that are sent more than once.</content>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
{
    /// <summary>
    /// Handles each command once within a period. A command with the key and the <c>command-id</c> of one that the handler has completed or rejected is not
    /// handled again: its issuer gets the response that was stored then, with the same value and the same headers, except that the correlation id is its
    /// own. A command that arrives while the first one is being handled waits for it.
    /// </summary>
    /// <remarks>
    /// Not remembered, so that they can be sent again with their id: commands that failed, also those that became dead letters; expired commands; and those
    /// that did not pass <see cref="Validate"/>. Commands without an id are always handled. What is remembered is kept in a state store named
    /// <c>&lt;command topic&gt;-finished</c>. With exactly-once, it is committed with the response and the offset. With at-least-once, a command may still
    /// be handled twice if its instance fails before the commit.
    /// </remarks>
    /// <param name="retention">
    /// How long a command is remembered after it was finished, by the application's clock: 1 ms to 10 years. Longer than issuers repeat commands.
    /// </param>
    /// <param name="storeType">Where the store keeps its content. Default: as <see cref="StreamsBuilder.DefaultStoreType"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">The retention is out of range.</exception>
    /// <exception cref="ArgumentException">The name of the command topic is too long for the name of a store.</exception>
    public TSelf Deduplicate(TimeSpan retention, StoreType? storeType = null) =>
        With(Settings with { Deduplication = new Deduplication(Settings.Commands.Topic, retention, storeType) });
}
