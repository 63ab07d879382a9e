using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>
/// A node that receives records. Its exceptions go to the processing exception handler here, so that the handler learns which node failed; exceptions that
/// already carry a decision pass through.
/// </summary>
internal abstract class ReceivingNode<TKey, TValue>(string name) : ProcessorNode(name)
{
    public void Receive(in Record<TKey, TValue> record)
    {
        try
        {
            Process(in record);
        }
        catch (Exception exception) when (exception is not TaskFailedException { IsVerdict: true })
        {
            Context.HandleProcessingFailure(Name, exception);
        }
    }

    protected abstract void Process(in Record<TKey, TValue> record);
}
