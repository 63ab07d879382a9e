using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Brokers;

/// <summary>How many records each transaction was meant to have, by its producer's account.</summary>
internal sealed class SendCounts
{
    private readonly Dictionary<long, int> _sent = [];
    private long _transactions;
    private long _records;

    public long NextTransaction() => ++_transactions;

    public SendMark Next(string sender, long transaction)
    {
        _sent[transaction] = _sent.GetValueOrDefault(transaction) + 1;
        return new SendMark(sender, transaction, ++_records);
    }

    public int Of(long transaction) => _sent.GetValueOrDefault(transaction);
}
