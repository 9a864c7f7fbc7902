"""The service that gRPC's own interoperability tests call, with messages as dicts."""

import time


def _echo(context):
    metadata = dict(context.invocation_metadata())
    if "x-grpc-test-echo-initial" in metadata:
        context.send_initial_metadata([("x-grpc-test-echo-initial", metadata["x-grpc-test-echo-initial"])])
    if "x-grpc-test-echo-trailing-bin" in metadata:
        context.set_trailing_metadata([("x-grpc-test-echo-trailing-bin", metadata["x-grpc-test-echo-trailing-bin"])])


def _status(request, context):
    status = request.get("response_status")
    if status and status["code"]:
        context.abort(status["code"], status["message"])


class TestService:
    def empty_call(self, request):
        return {}

    def unary_call(self, request, context):
        _echo(context)
        _status(request, context)
        return {"payload": {"body": bytes(request["response_size"])}}

    def streaming_output_call(self, request):
        for wanted in request["response_parameters"]:
            time.sleep(wanted["interval_us"] / 1e6)
            yield {"payload": {"body": bytes(wanted["size"])}}

    def streaming_input_call(self, requests):
        return {"aggregated_payload_size": sum(len(request["payload"]["body"]) for request in requests)}

    def full_duplex_call(self, requests, context):
        _echo(context)
        for request in requests:
            _status(request, context)
            yield from self.streaming_output_call(request)
